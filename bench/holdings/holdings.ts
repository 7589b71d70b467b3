import { type Random, randomFrom } from '@perenne/sample';
import { endDate } from '../../packages/server/src/catalogue/rules/index.ts';
import type { StagedGroup } from '../../packages/server/src/ingest/storing/stage-rows.ts';
import type { CheckedUnit } from '../../packages/server/src/ingest/units/check-units.ts';
import { type GuidMaker, guidMaker, type TenantId } from '../../packages/server/src/platform/index.ts';
import { descriptionOf } from './descriptions.ts';
import { AGENCIES, commune, day, description, MATTERS, pieceTitle, SERVICES } from './words.ts';

/**
 * Holdings of a department that does not exist, made from a seed: a tree of positions (an agency, its services), and
 * under these transfers of ten thousand units, down to the eighth level; rules on folders and pieces; some units with
 * two parents. Identifiers are new in each making, as those of an entry are.
 */

export const AGENCY_IDS = AGENCIES.map((_, at) => `PRODUCTEUR-${String(at + 1).padStart(2, '0')}`);

/** Rules of the holdings, with their durations in years. */
export const RULES = [
  { id: 'DUA-05', type: 'AppraisalRule', years: 5 },
  { id: 'DUA-10', type: 'AppraisalRule', years: 10 },
  { id: 'DUA-30', type: 'AppraisalRule', years: 30 },
  { id: 'ACC-25', type: 'AccessRule', years: 25 },
  { id: 'ACC-50', type: 'AccessRule', years: 50 },
  { id: 'ACC-75', type: 'AccessRule', years: 75 },
  { id: 'DIF-20', type: 'DisseminationRule', years: 20 },
  { id: 'REU-15', type: 'ReuseRule', years: 15 },
  { id: 'DUC-02', type: 'StorageRule', years: 2 },
] as const;

type RuleId = (typeof RULES)[number]['id'];

/** What one operation brought in. */
export interface Transfer {
  readonly operation: string;
  readonly unitType: 'INGEST' | 'HOLDING_UNIT';
  readonly agency: string | null;
  readonly units: readonly CheckedUnit[];
  readonly groups: readonly StagedGroup[];
}

const PER_TRANSFER = 10_000;

/** @param units how many, the tree of positions included */
export function* holdings(tenant: TenantId, units: number, seed: number): Generator<Transfer> {
  const maker = new Maker(guidMaker(1), tenant, randomFrom(seed));
  const positions = maker.positions();
  yield positions;
  const services = positions.units.filter(({ maxDepth }) => maxDepth === 2);
  for (let left = units - positions.units.length, at = 0; left > 0; left -= PER_TRANSFER, at++) {
    const service = services[(at * 7) % services.length] as CheckedUnit;
    // Every service stands under its agency, in their order.
    const agency = AGENCY_IDS[Math.floor(services.indexOf(service) / SERVICES.length)] as string;
    yield maker.transfer(service, agency, Math.min(left, PER_TRANSFER));
  }
}

interface Draft {
  readonly level: string;
  readonly title: string;
  readonly year: number;
}

type Placed = Omit<CheckedUnit, 'content' | 'management'>;

class Maker {
  readonly #guids: GuidMaker;
  readonly #tenant: TenantId;
  readonly #random: Random;

  constructor(guids: GuidMaker, tenant: TenantId, random: Random) {
    this.#guids = guids;
    this.#tenant = tenant;
    this.#random = random;
  }

  positions(): Transfer {
    const units: CheckedUnit[] = [];
    const add = (parents: readonly CheckedUnit[], title: string) => {
      const place = this.#placed(parents, []);
      const unit = { ...place, content: { DescriptionLevel: 'RecordGrp', Title: title }, management: {} };
      units.push(unit);
      return unit;
    };
    for (const agency of AGENCIES) {
      const fonds = add([], `Fonds : ${agency}`);
      for (const service of SERVICES) add([fonds], `${service}, ${agency}`);
    }
    const operation = this.#guids.make('operation', this.#tenant);
    return { operation, unitType: 'HOLDING_UNIT', agency: null, units, groups: [] };
  }

  /** A transfer, its parts, folders, sub-folders, pieces and their enclosures: levels 3 to 8. */
  transfer(service: CheckedUnit, agency: string, most: number): Transfer {
    const random = this.#random;
    const operation = this.#guids.make('operation', this.#tenant);
    const units: CheckedUnit[] = [];
    const groups: StagedGroup[] = [];
    const full = () => units.length >= most;
    const add = (parents: readonly CheckedUnit[], draft: Draft, withObject = false) => {
      const unit = this.#described(this.#placed(parents, [agency]), draft);
      const stored = withObject ? this.#withGroup(unit, draft, operation) : { unit };
      if ('group' in stored) groups.push(stored.group as StagedGroup);
      units.push(stored.unit);
      return stored.unit;
    };
    const first = 1900 + random.below(110);
    const root = add([service], {
      level: 'RecordGrp',
      title: `Versement de ${first + 10} : ${random.pick(MATTERS)}`,
      year: first,
    });
    while (!full()) {
      const year = first + random.below(10);
      const part = add([root], { level: 'SubGrp', title: `${random.pick(MATTERS)}, année ${year}`, year });
      for (let files = 8 + random.below(5); files > 0 && !full(); files--) {
        const file = add([part], { level: 'File', title: pieceTitle(random, year), year });
        let before = file;
        for (let folders = 4 + random.below(5); folders > 0 && !full(); folders--) {
          const folder = add([file], { level: 'File', title: `Sous-dossier de ${commune(random)}`, year });
          for (let pieces = 6 + random.below(8); pieces > 0 && !full(); pieces--) {
            const parents = random.below(50) === 0 && before !== file ? [folder, before] : [folder];
            const piece = add(parents, { level: 'Item', title: pieceTitle(random, year), year }, true);
            for (let enclosures = random.below(3) - 1; enclosures > 0 && !full(); enclosures--)
              add([piece], { level: 'Item', title: `Pièce jointe, ${description(random)}`, year }, true);
          }
          before = folder;
        }
      }
    }
    return { operation, unitType: 'INGEST', agency, units, groups };
  }

  #placed(parents: readonly CheckedUnit[], agencies: readonly string[]): Placed {
    const distances: Set<string>[] = [new Set(parents.map(({ id }) => id))];
    for (const { uds } of parents)
      for (const [distance, ids] of Object.entries(uds)) {
        distances[Number(distance)] ??= new Set();
        for (const id of ids) distances[Number(distance)]?.add(id);
      }
    const known = distances.filter(({ size }) => size > 0);
    return {
      id: this.#guids.make('unit', this.#tenant) as string,
      up: parents.map(({ id }) => id),
      us: [...new Set(known.flatMap((ids) => [...ids]))],
      uds: Object.fromEntries(known.map((ids, at) => [String(at + 1), [...ids]])),
      maxDepth: known.length + 1,
      sps: agencies,
      events: [['LFC.UNIT_METADATA_INDEXATION', 1_767_225_600_000, 'O']] as CheckedUnit['events'],
    };
  }

  #described(place: Placed, { level, title, year }: Draft): CheckedUnit {
    const random = this.#random;
    const content = descriptionOf(random, { level, title, year });
    return { ...place, content, management: this.#management(level, year) };
  }

  #management(level: string, year: number) {
    const random = this.#random;
    const rule = (id: RuleId, own: object = {}) => {
      const { type, years } = RULES.find((each) => each.id === id) as (typeof RULES)[number];
      const StartDate = day(random, year);
      const duration = { RuleDuration: String(years), RuleMeasurement: 'Year' };
      return { [type]: { Rules: [{ Rule: id, StartDate, EndDate: endDate(StartDate, duration) }], ...own } };
    };
    const appraisal = () =>
      rule(random.pick(['DUA-05', 'DUA-10', 'DUA-30']), { FinalAction: random.pick(['Keep', 'Destroy']) });
    const access = () => rule(random.pick(['ACC-25', 'ACC-50', 'ACC-75']));
    if (level === 'RecordGrp') return { ...appraisal(), ...access(), ...rule('DIF-20') };
    if (level === 'SubGrp')
      return random.below(4) === 0 ? { AccessRule: { Inheritance: { PreventRulesId: ['ACC-25'] } } } : {};
    if (level === 'File')
      return random.below(3) === 0 ? { ...appraisal(), ...rule('DUC-02', { FinalAction: 'Copy' }) } : {};
    switch (random.below(10)) {
      case 0:
        return access();
      case 1:
        return { AppraisalRule: { Inheritance: { PreventInheritance: true } } };
      case 2:
        return rule('REU-15');
      default:
        return {};
    }
  }

  #withGroup(unit: CheckedUnit, { title, year }: Draft, operation: string) {
    const random = this.#random;
    const id = this.#guids.make('objectGroup', this.#tenant) as string;
    const object = this.#guids.make('object', this.#tenant);
    const [FormatId, MimeType, extension] = random.pick(FORMATS);
    const FileInfo = {
      Filename: `${title.slice(0, 40).replace(/[^\p{L}\p{N}]+/gu, '_')}.${extension}`,
      LastModified: `${day(random, Math.min(year + 60, 2025))}T08:30:00`,
    };
    const version = {
      _id: object,
      DataObjectGroupId: id,
      DataObjectVersion: 'BinaryMaster_1',
      FormatIdentification: { FormatId, FormatLitteral: extension, MimeType },
      FileInfo,
      Uri: `content/${object}.${extension}`,
      MessageDigest: Array.from({ length: 16 }, () =>
        random
          .below(1 << 30)
          .toString(16)
          .padStart(8, '0'),
      ).join(''),
      Algorithm: 'SHA-512',
      Size: 1_000 + random.below(5_000_000),
      _opi: operation,
      _storage: { strategyId: 'default' },
    };
    const group: StagedGroup = {
      id,
      up: [unit.id],
      us: [unit.id, ...unit.us],
      sps: unit.sps,
      doc: { FileInfo, qualifiers: [{ qualifier: 'BinaryMaster', _nbc: 1, versions: [version] }] },
      events: [['LFC.OG_METADATA_INDEXATION', 1_767_225_600_000, 'O']],
      changes: null,
    };
    return { unit: { ...unit, og: id }, group };
  }
}

const FORMATS = [
  ['fmt/95', 'application/pdf', 'pdf'],
  ['fmt/18', 'application/pdf', 'pdf'],
  ['fmt/291', 'application/vnd.oasis.opendocument.text', 'odt'],
  ['fmt/412', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'],
  ['fmt/43', 'image/jpeg', 'jpg'],
  ['fmt/353', 'image/tiff', 'tif'],
  ['x-fmt/111', 'text/plain', 'txt'],
] as const;
