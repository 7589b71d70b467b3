/** A member that an operation has changed; undefined: it was not there before, or is no more. */
export interface MemberChange {
  readonly member: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

const LINE = /^([-+]) {2}(\w+) : (.*)$/s;

/**
 * What the history of a record says of a change, member by member.
 * @param text `-  Name : old` and `+  Name : new`, a line each
 * @returns undefined when it says something else
 */
export function readChanges(text: string): MemberChange[] | undefined {
  const changes = new Map<string, MemberChange>();
  // A value may go over several lines: a change begins with its sign.
  for (const line of text.split(/\n(?=[-+] {2}\w+ : )/)) {
    const [, sign, member, value] = LINE.exec(line) ?? [];
    if (member === undefined) return undefined;
    const known = changes.get(member) ?? { member, before: undefined, after: undefined };
    changes.set(member, { ...known, [sign === '-' ? 'before' : 'after']: value });
  }
  return [...changes.values()];
}
