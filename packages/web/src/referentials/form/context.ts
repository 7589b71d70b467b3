import { createContext, useContext } from 'react';
import type { FormField } from '../../api/types.ts';
import { wordFor } from '../../texts/format.ts';
import { TEXTS } from '../../texts/index.ts';
import type { Document, Fault, Faults } from './document.ts';
import { type EditableName, type FormLayout, shapePath } from './layout.ts';

/** What every field of a form needs to know of it. */
export interface FormRoom {
  readonly tenant: number;
  readonly kind: EditableName;
  readonly layout: FormLayout;
  readonly document: Document;
  readonly faults: Faults;
  /** Of fields that are not asked for as those of the whole record are, by their paths. */
  readonly words?: Readonly<Record<string, { readonly name: string; readonly help: string }>>;
}

const Room = createContext<FormRoom | undefined>(undefined);
export const FormRoomProvider = Room.Provider;

export function useForm(): FormRoom {
  const room = useContext(Room);
  if (room === undefined) throw new Error('this field has no form');
  return room;
}

/** A field of a form, and how it is filled. */
export interface FieldProps {
  readonly field: FormField;
  readonly path: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  /** The object that the field is of. */
  readonly siblings: Document;
}

/** True when the field may not be left empty. */
export function useIsMandatory({ isMandatory }: FormField, path: string): boolean {
  const { layout } = useForm();
  return isMandatory || layout.required.includes(shapePath(path));
}

/** What stands beside a field: its name, its help, and what is wrong with it. */
export function useWords(path: string, isMandatory: boolean) {
  const { kind, faults, words } = useForm();
  const shape = shapePath(path);
  const fault = faults[path];
  // A name means something else in some objects, and in some referentials.
  const names = TEXTS.referentials.members;
  const placed = [`${kind}.${shape}`, shape.split('.').slice(-2).join('.')].find((each) =>
    Object.hasOwn(names, each),
  );
  const name = words?.[path]?.name ?? wordFor(names, placed ?? shape.slice(shape.lastIndexOf('.') + 1));
  const own: Readonly<Record<string, string>> = TEXTS.referentials.form.help[kind];
  const common: Readonly<Record<string, string>> = TEXTS.referentials.form.help.common;
  return {
    name,
    label: isMandatory ? TEXTS.referentials.form.mandatory(name) : name,
    help: words?.[path]?.help ?? own[shape] ?? common[shape],
    fault: fault === undefined ? undefined : faultWords(fault),
  };
}

export function faultWords({ code, values, text }: Fault): string {
  const table: Readonly<Record<string, (values: string) => string>> = TEXTS.referentials.form.faults;
  const words = Object.hasOwn(table, code) ? table[code] : undefined;
  return words?.(values.join(', ')) ?? TEXTS.referentials.form.refusedBecause(text ?? code);
}
