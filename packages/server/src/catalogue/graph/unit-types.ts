export type UnitType = 'INGEST' | 'FILING_UNIT' | 'HOLDING_UNIT';

/** A unit is attached to one of its own type or of a higher one (spec ingest.md 9.3, model.md 3.1). */
export const TYPE_RANK: Readonly<Record<UnitType, number>> = { INGEST: 0, FILING_UNIT: 1, HOLDING_UNIT: 2 };
