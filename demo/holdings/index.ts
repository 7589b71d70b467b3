import type { Transfer, Unit } from '../sip/transfer.ts';
import { civilProtection } from './civil-protection.ts';
import { civilRegistry } from './civil-registry.ts';
import { finances } from './finances.ts';
import { mails } from './mail.ts';
import { orders } from './orders.ts';
import { pictures, plans, sounds } from './pictures.ts';
import { declarations, permits } from './planning.ts';
import { publicContracts } from './public-contracts.ts';
import { alteredOnTheWay, unknownRule } from './refused.ts';
import { registers } from './registers.ts';
import { sessions } from './sessions.ts';
import { staff } from './staff.ts';
import { tileWorks } from './tile-works.ts';

export { filingPlan, holdingScheme, POSITION } from './trees.ts';

/**
 * Transfers of the offices, in the order in which they enter, each made when it is asked for: one alone need be held.
 * What speaks to the eye comes first.
 */
export const TRANSFERS: readonly (() => Transfer)[] = [
  pictures,
  () => sessions([2022, 2023, 2024, 2025]),
  () => permits([2012, 2013, 2014, 2015, 2016], 3),
  registers,
  civilRegistry,
  alteredOnTheWay,
  mails,
  () => permits([2020, 2021, 2022, 2023, 2024], 3),
  sounds,
  plans,
  declarations,
  () => sessions([2014, 2015, 2016, 2017]),
  finances,
  staff,
  unknownRule,
  publicContracts,
  civilProtection,
  () => sessions([2018, 2019, 2020, 2021]),
  orders,
  tileWorks,
];

/** Units of the whole town, trees included, once all is entered. */
export const UNITS = 844;

/** Units of a transfer: those that stand for archived ones are not counted. */
export function unitsIn(units: readonly Unit[]): number {
  return units.reduce(
    (sum, { attachTo, children }) => sum + (attachTo === undefined ? 1 : 0) + unitsIn(children ?? []),
    0,
  );
}
