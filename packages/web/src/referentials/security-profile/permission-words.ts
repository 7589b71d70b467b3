import { wordFor } from '../../texts/format.ts';
import { TEXTS } from '../../texts/index.ts';
import { DEEDS, type Permission, type ServiceRow } from './permission-rows.ts';

/** How the permissions of applications are called; words that have no text are said as they are. */

export const serviceName = (service: readonly string[]): string =>
  service.map((word) => wordFor(TEXTS.securityProfile.services, word)).join(' › ');

export function permissionName({ detail }: Permission): string {
  const said = detail.map((word) => wordFor(TEXTS.securityProfile.details, word)).join(', ');
  return said.charAt(0).toUpperCase() + said.slice(1);
}

/** All that a row says, to be searched. */
export const rowText = ({ service, cells }: ServiceRow): string =>
  [
    serviceName(service),
    ...DEEDS.flatMap((deed) => cells[deed]).flatMap((each) => [each.name, permissionName(each)]),
  ].join('\n');
