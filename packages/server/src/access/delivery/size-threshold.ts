import type { Status } from '../../logbook/index.ts';
import type { DeliveryThreshold } from '../../platform/index.ts';

export interface SizeLimits {
  /** Of the request. */
  readonly asked: number | undefined;
  readonly tenant: DeliveryThreshold | undefined;
  readonly platform: number;
}

export interface SizeVerdict {
  readonly status: Extract<Status, 'WARNING' | 'KO'>;
  readonly reason: string;
}

/** What a delivery's size meets (spec operations.md 3.2, api.md 1.15); undefined: nothing. Sizes in bytes. */
export function judgeSize(size: number, { asked, tenant, platform }: SizeLimits): SizeVerdict | undefined {
  const limit = asked ?? tenant?.bytes ?? platform;
  if (size > limit)
    return {
      status: 'KO',
      reason: `export size exceeds threshold. \n Export Size = [${size}]\n Threshold = [${limit}]`,
    };
  if (tenant !== undefined && size > tenant.bytes)
    return { status: tenant.authorize ? 'WARNING' : 'KO', reason: exceeding('tenant', size, limit) };
  if (tenant === undefined && size > platform)
    return { status: 'WARNING', reason: exceeding('platform', size, limit) };
  return undefined;
}

/** The number after the threshold's name is the effective one, as clients have it from the reference system. */
function exceeding(whose: 'tenant' | 'platform', size: number, limit: number): string {
  const name = whose === 'tenant' ? 'Tenant Threshold' : 'Platform Threshold';
  return `export size exceeds ${whose} threshold.\n Export Size = [${size}]\n ${name} = [${limit}]`;
}
