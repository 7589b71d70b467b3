/** Queries to begin with, in the query language; all of them are answered. */

const request = (query: readonly object[], more: object = {}) => ({
  $roots: [],
  $query: query,
  $filter: { $limit: 20 },
  $projection: {},
  ...more,
});

export const EXAMPLES = {
  words: {
    collection: 'units',
    query: request([{ $match: { Title: 'plan' } }], {
      $projection: { $fields: { '#id': 1, Title: 1, StartDate: 1 } },
    }),
  },
  dates: {
    collection: 'units',
    query: request([{ $and: [{ $gte: { StartDate: '1950' } }, { $lte: { EndDate: '1959' } }] }], {
      $filter: { $limit: 20, $orderby: { StartDate: 1 } },
    }),
  },
  under: {
    collection: 'units',
    query: request([{ $and: [{ $in: { '#allunitups': ['IDENTIFIANT'] } }, { $exists: '#object' }] }]),
  },
  field: { collection: 'units', query: request([{ $eq: { DescriptionLevel: 'File' } }]) },
  rules: {
    collection: 'unitsWithInheritedRules',
    query: request([{ $exists: '#management.AppraisalRule.Rules.Rule' }]),
  },
  format: {
    collection: 'objects',
    query: request([{ $eq: { '#qualifiers.versions.FormatIdentification.FormatId': 'fmt/18' } }]),
  },
} as const;
