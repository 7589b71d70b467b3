import { label } from '../../logbook/index.ts';
import { ENTRY_WORKFLOWS } from '../workflows.ts';
import { adviceOn } from './advice.ts';
import { type ControlledStep, codesOf, controlsOf, type OutcomeKey } from './controls.ts';

/** The pages of docs/refusals, for the archivist whose transfer was refused: written from what the code may say. */

interface Page {
  readonly file: string;
  readonly workflow: string;
  readonly title: string;
  readonly opening: string;
}

const PAGES: readonly Page[] = [
  {
    file: 'versement.md',
    workflow: 'DEFAULT_WORKFLOW',
    title: 'Pourquoi mon versement a-t-il été refusé ?',
    opening:
      'Un versement d’archives (`DEFAULT_WORKFLOW`, journal `PROCESS_SIP_UNITARY`) passe ces contrôles dans cet ordre. Un versement volumineux (`BIG_WORKFLOW`) passe les mêmes, sauf la comparaison des tailles.',
  },
  {
    file: 'arbre.md',
    workflow: 'HOLDING_SCHEME',
    title: 'Pourquoi mon arbre de positionnement a-t-il été refusé ?',
    opening:
      'Un arbre de positionnement (`HOLDING_SCHEME`, journal `HOLDINGSCHEME`) n’a ni objet, ni service producteur, ni règle : il ne passe que ces contrôles.',
  },
  {
    file: 'plan.md',
    workflow: 'FILING_SCHEME',
    title: 'Pourquoi mon plan de classement a-t-il été refusé ?',
    opening:
      'Un plan de classement (`FILING_SCHEME`, journal `FILINGSCHEME`) n’a pas d’objet. Il passe ces contrôles dans cet ordre.',
  },
  {
    file: 'essai.md',
    workflow: 'BLANK_TEST',
    title: 'Que dit mon versement à blanc ?',
    opening:
      'Un versement à blanc (`BLANK_TEST`, journal `PROCESS_SIP_UNITARY_TEST`) passe les contrôles d’un versement, et rien n’en est gardé que son accusé et son bordereau. L’accusé dit `Test OK`, `Test WARNING` ou `Test KO`.',
  },
];

const GENERATED =
  '<!-- Écrite à partir du code (packages/server/src/ingest/explanation) : `npx vitest run --project unit packages/server/src/ingest/explanation -u`. -->\n';

const READING = `
Le journal de l’opération dit l’étape, puis le code de chaque contrôle. L’accusé (ATR) dit les mêmes, et nomme les
éléments concernés du bordereau ; ce qui y commence par \`LFC.\` ne parle que de cet élément. Un contrôle qui en réunit
plusieurs (\`CHECK_HEADER\`, \`CHECK_DATAOBJECTPACKAGE\`) répète le code de celui qui a refusé. La page du versement montre
les mêmes explications.

**KO** : le versement est refusé, et rien n’en est conservé que son accusé. **WARNING** : il est accepté avec réserve.
**FATAL** : le service a rencontré une erreur technique, et le paquet n’est pas en cause. L’opération attend, et
l’exploitant la fait reprendre.
`;

/** Name and text of each page. */
export function refusalPages(): (readonly [file: string, text: string])[] {
  return PAGES.map(({ file, workflow, title, opening }) => {
    const known = ENTRY_WORKFLOWS.find(({ id }) => id === workflow);
    if (!known) throw new Error(`${workflow} is no workflow`);
    const steps = controlsOf(known).map(stepText);
    return [file, `# ${title}\n\n${GENERATED}\n${opening}\n${READING}\n${steps.join('\n')}`];
  });
}

function stepText({ name, actions }: ControlledStep): string {
  const rows = actions.flatMap(({ says }) => says.flatMap(rowsOf));
  return [
    `## ${label(name)}`,
    '',
    `\`${name}\``,
    '',
    '| Code | Ce que dit le journal | Ce que cela signifie | Que faire |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function rowsOf(key: OutcomeKey): string[] {
  return codesOf(key).map((code) => {
    const { cause, remedy } = adviceOn(code).fr;
    return `| ${[`\`${code}\``, label(code), cause, remedy].map(inCell).join(' | ')} |`;
  });
}

const inCell = (text: string) => text.replaceAll('|', '\\|');
