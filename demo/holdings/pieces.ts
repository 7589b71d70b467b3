import type { MadeFile } from '@perenne/sample';
import type { BinaryObject, Transfer } from '../sip/transfer.ts';

/** Pieces that most transfers are made of. */

/** The one file of a unit. */
export const master = (
  name: string,
  file: MadeFile,
  more: Pick<BinaryObject, 'createdBy' | 'modified' | 'declaredFormat' | 'travelling'> = {},
): BinaryObject[] => [{ usage: 'BinaryMaster', name, file, ...more }];

type Usual = 'workflow' | 'sedaVersion' | 'submissionAgency' | 'acquisition' | 'legalStatus' | 'outcome';

/** A transfer of public archives by the service that produced them, which enters without a fault. */
export function transferOf(
  agency: string,
  transfer: Omit<Transfer, Usual | 'originatingAgency'> & Partial<Pick<Transfer, Usual>>,
): Transfer {
  return {
    workflow: 'DEFAULT_WORKFLOW',
    sedaVersion: '2.2',
    originatingAgency: agency,
    submissionAgency: agency,
    acquisition: 'Versement',
    legalStatus: 'Public Archive',
    outcome: 'OK',
    ...transfer,
  };
}
