import type { ElementType } from './types.ts';

/** A content model as data: sequences, choices and repetitions of elements and wildcards. */
export type Particle =
  | { readonly kind: 'element'; readonly declaration: ElementDeclaration }
  | { readonly kind: 'any'; readonly namespaces: 'any' | 'other' }
  | { readonly kind: 'sequence'; readonly particles: readonly Particle[] }
  | { readonly kind: 'choice'; readonly particles: readonly Particle[] }
  | {
      readonly kind: 'repeat';
      readonly particle: Particle;
      readonly optional: boolean;
      readonly unbounded: boolean;
    };

/** How the value of a child enters the value of its parent (spec seda.md 7.1). */
export type Placement =
  /** Nowhere. */
  | 'drop'
  /** A member of its name. */
  | 'member'
  /** One more item of a list of its name. */
  | 'list'
  /** A member, or `Name_` by language (spec seda.md 7.3). */
  | 'localised'
  /** By the type of the parent, which knows what to do with it. */
  | 'own';

export interface ElementDeclaration {
  readonly name: string;
  /** Given late: types refer to one another. */
  readonly type: () => ElementType;
  readonly placement: Placement;
  /** Member's name when it is not the element's. */
  readonly as: string;
}

export function element(
  name: string,
  type: ElementType | (() => ElementType),
  placement: Placement = 'member',
  as = name,
): Particle {
  return {
    kind: 'element',
    declaration: { name, type: typeof type === 'function' ? type : () => type, placement, as },
  };
}

export const sequence = (...particles: (Particle | undefined)[]): Particle => ({
  kind: 'sequence',
  particles: particles.filter((particle) => particle !== undefined),
});
export const choice = (...particles: (Particle | undefined)[]): Particle => ({
  kind: 'choice',
  particles: particles.filter((particle) => particle !== undefined),
});
export const optional = (particle: Particle): Particle => ({
  kind: 'repeat',
  particle,
  optional: true,
  unbounded: false,
});
export const many = (particle: Particle): Particle => ({
  kind: 'repeat',
  particle,
  optional: true,
  unbounded: true,
});
export const some = (particle: Particle): Particle => ({
  kind: 'repeat',
  particle,
  optional: false,
  unbounded: true,
});
export const any = (namespaces: 'any' | 'other' = 'any'): Particle => ({ kind: 'any', namespaces });

/** A place of a content model: one element or wildcard as written. */
interface Position {
  readonly declaration?: ElementDeclaration;
  readonly wildcard?: 'any' | 'other';
}

interface Parts {
  readonly nullable: boolean;
  readonly first: ReadonlySet<number>;
  readonly last: ReadonlySet<number>;
}

/** Whose namespace an element is of. */
export type Origin =
  | 'seda'
  | 'other'
  /** No namespace. */
  | 'none';

/** Where a reader stands among the children of an element; made as it is needed, shared by all elements of a type. */
export class ContentState {
  readonly #model: ContentModel;
  readonly #positions: ReadonlySet<number>;
  /** True when the element may end here. */
  readonly complete: boolean;
  /** Only names that the model declares: names of hostile documents are not to gather here. */
  readonly #byName = new Map<string, Step>();
  readonly #wildcards = new Map<Origin, Step | undefined>();

  constructor(model: ContentModel, positions: ReadonlySet<number>, complete: boolean) {
    this.#model = model;
    this.#positions = positions;
    this.complete = complete;
  }

  /**
   * The next child. A name that the model declares is never matched by a wildcard, also where its own place has passed:
   * so the reference system refuses it.
   */
  next(name: string, origin: Origin): Step | undefined {
    if (origin === 'seda') {
      const known = this.#byName.get(name);
      if (known !== undefined) return known;
      if (this.#model.declares(name)) {
        const step = this.#model.step(this.#positions, ({ declaration }) => declaration?.name === name);
        if (step) this.#byName.set(step.declaration?.name as string, step);
        return step;
      }
    }
    if (!this.#wildcards.has(origin))
      this.#wildcards.set(
        origin,
        this.#model.step(
          this.#positions,
          ({ wildcard }) => wildcard === 'any' || (wildcard === 'other' && origin === 'other'),
        ),
      );
    return this.#wildcards.get(origin);
  }

  /** Names of the elements that may come here, for a message. */
  expected(): string[] {
    const names = [...this.#positions].map((position) => this.#model.name(position));
    return [...new Set(names)];
  }
}

export interface Step {
  readonly state: ContentState;
  /** Both absent: matched by a wildcard. */
  readonly declaration?: ElementDeclaration;
  readonly type?: ElementType;
}

/** The automaton of a content model (Glushkov's construction); states are made as documents reach them. */
export class ContentModel {
  readonly #positions: Position[] = [];
  readonly #follow: Set<number>[] = [];
  readonly #last: ReadonlySet<number>;
  readonly #names: ReadonlySet<string>;
  readonly #states = new Map<string, ContentState>();
  readonly isAnyOrder: boolean;
  readonly particle: Particle;
  /** Nothing may stand in the element, blanks neither. */
  readonly isEmpty: boolean;
  readonly start: ContentState;

  /** @param anyOrder each element once at most, whatever the order; the particle is then a repeated choice */
  constructor(particle: Particle, anyOrder = false) {
    this.particle = particle;
    this.isAnyOrder = anyOrder;
    const parts = this.#parts(particle);
    this.#last = parts.last;
    this.#names = new Set(this.#positions.flatMap(({ declaration }) => declaration?.name ?? []));
    this.isEmpty = this.#positions.length === 0;
    this.start = new ContentState(this, parts.first, parts.nullable);
  }

  step(among: ReadonlySet<number>, matches: (position: Position) => boolean): Step | undefined {
    const reached = [...among].filter((position) => matches(this.#positions[position] as Position));
    if (reached.length === 0) return undefined;
    const next = this.isAnyOrder
      ? new Set([...among].filter((position) => !reached.includes(position)))
      : new Set(reached.flatMap((position) => [...(this.#follow[position] as Set<number>)]));
    const key = this.isAnyOrder ? [...next].join() : reached.join();
    let state = this.#states.get(key);
    if (!state) {
      state = new ContentState(
        this,
        next,
        reached.some((position) => this.#last.has(position)),
      );
      this.#states.set(key, state);
    }
    const declaration = (this.#positions[reached[0] as number] as Position).declaration;
    return declaration === undefined ? { state } : { state, declaration, type: declaration.type() };
  }

  declares(name: string): boolean {
    return this.#names.has(name);
  }

  name(position: number): string {
    return this.#positions[position]?.declaration?.name ?? 'any element';
  }

  #place(position: Position): Parts {
    const at = this.#positions.push(position) - 1;
    this.#follow.push(new Set());
    return { nullable: false, first: new Set([at]), last: new Set([at]) };
  }

  #parts(particle: Particle): Parts {
    switch (particle.kind) {
      case 'element':
        return this.#place({ declaration: particle.declaration });
      case 'any':
        return this.#place({ wildcard: particle.namespaces });
      case 'sequence':
        return particle.particles
          .map((each) => this.#parts(each))
          .reduce((before, after) => this.#sequence(before, after), EMPTY);
      case 'choice': {
        const parts = particle.particles.map((each) => this.#parts(each));
        return {
          nullable: parts.some(({ nullable }) => nullable),
          first: new Set(parts.flatMap(({ first }) => [...first])),
          last: new Set(parts.flatMap(({ last }) => [...last])),
        };
      }
      case 'repeat': {
        const parts = this.#parts(particle.particle);
        if (particle.unbounded) this.#link(parts.last, parts.first);
        return { ...parts, nullable: parts.nullable || particle.optional };
      }
    }
  }

  #sequence(before: Parts, after: Parts): Parts {
    this.#link(before.last, after.first);
    return {
      nullable: before.nullable && after.nullable,
      first: before.nullable ? new Set([...before.first, ...after.first]) : before.first,
      last: after.nullable ? new Set([...before.last, ...after.last]) : after.last,
    };
  }

  #link(from: ReadonlySet<number>, to: ReadonlySet<number>): void {
    for (const position of from) for (const next of to) this.#follow[position]?.add(next);
  }
}

const EMPTY: Parts = { nullable: true, first: new Set(), last: new Set() };
