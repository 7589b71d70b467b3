import { describe, expect, it } from 'vitest';
import { transferModel } from './model.ts';
import type { ContentState } from './particles.ts';
import { type OfficialElement, OfficialModel, type OfficialText } from './testing/official-model.ts';
import { hasReferee, schemasOf, WITHOUT_REFEREE } from './testing/referee.ts';
import type { ComplexType, ElementType, SimpleType } from './types.ts';
import { SEDA_VERSIONS } from './versions.ts';

/** Walks both models at once and gathers where they differ. */
class Comparison {
  readonly differences: string[] = [];
  elements = 0;
  readonly #official: OfficialModel;
  readonly #seen = new Map<ElementType, Set<OfficialElement>>();

  constructor(official: OfficialModel) {
    this.#official = official;
  }

  element(path: string, own: ElementType, official: OfficialElement): void {
    const seen = this.#seen.get(own) ?? new Set();
    this.#seen.set(own, seen);
    if (seen.has(official)) return;
    seen.add(official);
    this.elements += 1;
    this.#attributes(path, own, official);
    if (own.kind === 'text') {
      this.#same(`${path} text`, textOf(own.type), official.text);
      this.#same(`${path} nillable`, own.nillable, official.isNillable);
      this.#same(`${path} default`, own.byDefault, official.byDefault);
    } else if (official.content) this.#content(path, own, official.content);
    else this.#same(`${path} content`, 'elements', official.text);
  }

  #attributes(path: string, own: ElementType, { attributes }: OfficialElement): void {
    const names = new Set([...Object.keys(own.attributes), ...attributes.keys()]);
    for (const name of names) {
      const [mine, theirs] = [own.attributes[name], attributes.get(name)];
      this.#same(`${path}@${name}`, mine && textOf(mine.type), theirs?.type);
      this.#same(`${path}@${name} required`, mine?.required, theirs?.isRequired);
    }
  }

  /** Two automata of content are one language when they agree on every pair of states that the same children reach. */
  #content(path: string, own: ComplexType, official: ComplexType): void {
    const pairs: [ContentState, ContentState, string][] = [[own.content.start, official.content.start, '']];
    const seen = new Map<ContentState, Set<ContentState>>();
    for (let pair = pairs.pop(); pair; pair = pairs.pop()) {
      const [mine, theirs, after] = pair;
      if (seen.get(mine)?.has(theirs)) continue;
      seen.set(mine, (seen.get(mine) ?? new Set()).add(theirs));
      const place = `${path} after ${after || 'the start'}`;
      this.#same(`${place}: complete`, mine.complete, theirs.complete);
      const names = new Set([...mine.expected(), ...theirs.expected()]);
      this.#same(
        `${place}: wildcard`,
        mine.next('any', 'other') !== undefined,
        theirs.next('any', 'other') !== undefined,
      );
      for (const name of names) {
        if (name === 'any element') continue;
        const [one, other] = [mine.next(name, 'seda'), theirs.next(name, 'seda')];
        this.#same(`${place}: ${name}`, one !== undefined, other !== undefined);
        if (!one?.type || !other?.type) continue;
        pairs.push([one.state, other.state, name]);
        this.element(`${path}/${name}`, one.type, this.#official.of(other.type as ComplexType));
      }
    }
  }

  #same(what: string, own: unknown, official: unknown): void {
    if (JSON.stringify(own) !== JSON.stringify(official))
      this.differences.push(`${what}: ${JSON.stringify(own)}, officially ${JSON.stringify(official)}`);
  }
}

const textOf = ({ name, values }: SimpleType): OfficialText => values ?? name;

describe.skipIf(!hasReferee)(
  `the strict model is that of the official schemas${hasReferee ? '' : ` (${WITHOUT_REFEREE})`}`,
  () => {
    it.each(SEDA_VERSIONS)('element by element, state by state, in %s', async (version) => {
      const official = new OfficialModel(await schemasOf(version));
      const comparison = new Comparison(official);
      comparison.element(
        'ArchiveTransfer',
        transferModel({ version, mode: 'strict' }).root,
        official.root('ArchiveTransfer'),
      );
      expect(comparison.differences).toEqual([]);
      expect(comparison.elements).toBeGreaterThan(150);
    });
  },
);
