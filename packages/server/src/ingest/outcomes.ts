import { atLeast, type Status, type SubCode } from '../logbook/index.ts';
import type { Outcome } from '../operations/index.ts';

/** Outcomes of the actions of a chunk, added up element by element; the first of the worst gives its sub-code. */
export class Outcomes {
  readonly byKey: Record<string, Outcome> = {};

  add(key: string, status: Status, subCode?: SubCode): void {
    const known = this.byKey[key];
    const meter = { ...known?.meter, [status]: (known?.meter?.[status] ?? 0) + 1 };
    const worse = known === undefined || !atLeast(known.status, status);
    const code = worse ? subCode : known.subCode;
    this.byKey[key] = {
      status: worse ? status : known.status,
      meter,
      ...(code === undefined ? {} : { subCode: code }),
    };
  }
}
