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
  /** Free metadata: one more item, members of names only (spec seda.md 7.8). */
  | 'free'
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

/** Where a reader stands among the children of an element; made as it is needed, shared by all elements of a type. */
export class ContentState {
  readonly #model: ContentModel;
  readonly #positions: ReadonlySet<number>;
  /** True when the element may end here. */
  readonly complete: boolean;
  readonly #byName = new Map<string, Step | undefined>();
  readonly #wildcards = new Map<boolean, Step | undefined>();

  constructor(model: ContentModel, positions: ReadonlySet<number>, complete: boolean) {
    this.#model = model;
    this.#positions = positions;
    this.complete = complete;
  }

  /**
   * The next child; `seda`: it is of the standard's namespace. A name that the model declares is never matched by a
   * wildcard, also where its own place has passed: so the reference system refuses it.
   */
  next(name: string, seda: boolean): Step | undefined {
    if (seda) {
      let step = this.#byName.get(name);
      if (step === undefined && !this.#byName.has(name)) {
        step = this.#model.step(this.#positions, ({ declaration }) => declaration?.name === name);
        this.#byName.set(name, step);
      }
      if (step || this.#model.declares(name)) return step;
    }
    if (!this.#wildcards.has(seda))
      this.#wildcards.set(
        seda,
        this.#model.step(
          this.#positions,
          ({ wildcard }) => wildcard === 'any' || (wildcard === 'other' && !seda),
        ),
      );
    return this.#wildcards.get(seda);
  }

  /** Names of the elements that may come here, for a message. */
  expected(): string[] {
    const names = [...this.#positions].map((position) => this.#model.name(position));
    return [...new Set(names)];
  }
}

export interface Step {
  readonly state: ContentState;
  /** Absent: matched by a wildcard. */
  readonly declaration?: ElementDeclaration;
}

/** The automaton of a content model (Glushkov's construction); states are made as documents reach them. */
export class ContentModel {
  readonly #positions: Position[] = [];
  readonly #follow: Set<number>[] = [];
  readonly #last: ReadonlySet<number>;
  readonly #names: ReadonlySet<string>;
  readonly #states = new Map<string, ContentState>();
  readonly start: ContentState;

  constructor(particle: Particle) {
    const parts = this.#parts(particle);
    this.#last = parts.last;
    this.#names = new Set(this.#positions.flatMap(({ declaration }) => declaration?.name ?? []));
    this.start = new ContentState(this, parts.first, parts.nullable);
  }

  step(among: ReadonlySet<number>, matches: (position: Position) => boolean): Step | undefined {
    const reached = [...among].filter((position) => matches(this.#positions[position] as Position));
    if (reached.length === 0) return undefined;
    const key = reached.join();
    let state = this.#states.get(key);
    if (!state) {
      const next = new Set(reached.flatMap((position) => [...(this.#follow[position] as Set<number>)]));
      state = new ContentState(
        this,
        next,
        reached.some((position) => this.#last.has(position)),
      );
      this.#states.set(key, state);
    }
    const declaration = (this.#positions[reached[0] as number] as Position).declaration;
    return declaration === undefined ? { state } : { state, declaration };
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
