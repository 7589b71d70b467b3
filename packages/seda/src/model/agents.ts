import { choice, element as el, many, type Particle, sequence } from '../particles.ts';
import { type ComplexType, complex } from '../types.ts';
import { DAY, INSTANT, LOCAL_LISTS, list, NON_EMPTY, opt, PLAIN } from './values.ts';

/* People and organisations (spec seda.md 5.8). */

const PLACE_NAMES = ['Geogname', 'Address', 'PostalCode', 'City', 'Region', 'Country'];
const PLACE = complex('BirthOrDeathPlaceType', many(choice(...PLACE_NAMES.map((name) => el(name, PLAIN)))), {
  anyOrder: true,
});

const PERSON: Particle[] = [
  opt('FirstName', PLAIN),
  opt('BirthName', PLAIN),
  opt('FullName', PLAIN),
  opt('GivenName', PLAIN),
  opt('Gender', NON_EMPTY),
  opt('BirthDate', DAY),
  opt('BirthPlace', PLACE),
  opt('DeathDate', DAY),
  opt('DeathPlace', PLACE),
  list('Nationality', NON_EMPTY),
];
const FUNCTIONS = LOCAL_LISTS('Function', 'Activity', 'Position', 'Role', 'Mandate');

function agentType(name: string, ...between: Particle[]): ComplexType {
  return complex(
    name,
    sequence(
      choice(sequence(...PERSON), el('Corpname', PLAIN)),
      list('Identifier', NON_EMPTY),
      ...between,
      ...FUNCTIONS,
    ),
  );
}

export const AGENT = agentType('AgentType');
export const SIGNER = agentType('SignerType', el('SigningTime', INSTANT));
export const VALIDATOR = agentType('ValidatorType', el('ValidationTime', INSTANT));
