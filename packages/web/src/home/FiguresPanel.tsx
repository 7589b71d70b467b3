import { Select } from '@codegouvfr/react-dsfr/SelectNext';
import { useState } from 'react';
import type { Figures, Measures } from '../api/types.ts';
import { TEXTS } from '../texts/index.ts';
import { ChartPanel, type Table } from './ChartPanel.tsx';
import { type Bar, RankChart, TimeChart } from './Charts.tsx';
import { monthsUntil, type Point, SHOWN_MONTHS } from './series.ts';

type Counted = keyof typeof TEXTS.home.measures;
const measureNames = () => {
  const { transfers, units, files, physical, bytes } = TEXTS.home.columns;
  return [transfers, units, files, physical, bytes];
};
const measuresOf = ({ transfers, units, files, physical, bytes }: Measures) => [
  transfers,
  units,
  files,
  physical,
  bytes,
];
/** Bars beyond these are added up in one. */
const SHOWN_BARS = 8;

/** The figures of a safe: what there is, then how it came and of what it is made. */
export function FiguresPanel({ figures, today }: { readonly figures: Figures; readonly today: Date }) {
  const [measure, setMeasure] = useState<Counted>('units');
  const until = today.toISOString().slice(0, 7);
  const months = monthsUntil(figures.months, until);
  const shown = months.slice(-SHOWN_MONTHS);
  const ofFormats = measure === 'bytes' ? 'bytes' : 'files';
  return (
    <section aria-labelledby="figures" className="figures">
      <div className="figures-head">
        <h2 id="figures">{TEXTS.home.figures}</h2>
        <Select
          label={TEXTS.home.measure}
          options={Object.entries(TEXTS.home.measures).map(([value, label]) => ({ value, label }))}
          nativeSelectProps={{
            value: measure,
            onChange: ({ target }) => setMeasure(target.value as Counted),
          }}
        />
      </div>
      <Totals totals={figures.totals} />
      <div className="charts">
        <ChartPanel title={TEXTS.home.grown} table={grownTable(months)}>
          <TimeChart
            title={TEXTS.home.grown}
            measure={measure}
            kind="line"
            bars={shown.map(({ month, whole }) => monthBar(month, whole[measure]))}
          />
        </ChartPanel>
        <ChartPanel title={TEXTS.home.overTime} table={monthTable(months)}>
          <TimeChart
            title={TEXTS.home.overTime}
            measure={measure}
            kind="columns"
            bars={shown.map((each) => monthBar(each.month, each[measure]))}
          />
        </ChartPanel>
        <ChartPanel title={TEXTS.home.byAgency} table={agencyTable(figures)}>
          <RankChart
            title={TEXTS.home.byAgency}
            measure={measure}
            bars={ranked(
              figures.agencies.map((each) => ({
                key: each.agency,
                name: each.name ?? each.agency,
                value: each[measure],
              })),
            )}
          />
        </ChartPanel>
        <ChartPanel title={TEXTS.home.byFormat} table={formatTable(figures)}>
          {figures.formats.length === 0 ? (
            <p className="quiet">{TEXTS.home.noFiles}</p>
          ) : (
            <RankChart
              title={TEXTS.home.byFormat}
              measure={ofFormats}
              bars={ranked(
                figures.formats.map((each) => ({
                  key: each.format ?? '',
                  name: formatName(each),
                  value: each[ofFormats],
                })),
              )}
            />
          )}
          {ofFormats !== measure && <p className="quiet small">{TEXTS.home.formatsHaveNeither}</p>}
        </ChartPanel>
      </div>
    </section>
  );
}

function Totals({ totals }: { readonly totals: Measures }) {
  const hints = { ...TEXTS.home.totalHints, files: TEXTS.home.totalHints.files(totals.physical) };
  return (
    <dl className="totals">
      {(['transfers', 'units', 'files', 'bytes'] as const).map((measure) => (
        <div key={measure} className="total">
          <dt>{TEXTS.home.totals[measure]}</dt>
          <dd>
            <strong>{TEXTS.home.value(measure, totals[measure])}</strong>
            <span className="quiet small">{hints[measure]}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

const monthBar = (month: string, value: number): Bar => ({
  key: month,
  name: TEXTS.forms.monthName(month),
  short: TEXTS.forms.shortMonth(month),
  value,
});

function ranked(bars: readonly Bar[]): readonly Bar[] {
  const sorted = bars.toSorted((one, other) => other.value - one.value);
  if (sorted.length <= SHOWN_BARS) return sorted;
  const rest = sorted.slice(SHOWN_BARS - 1);
  const value = rest.reduce((sum, bar) => sum + bar.value, 0);
  return [
    ...sorted.slice(0, SHOWN_BARS - 1),
    { key: ' others', name: TEXTS.home.others(rest.length), value },
  ];
}

const formatName = ({ format, name }: Figures['formats'][number]) =>
  format === null ? TEXTS.home.unknownFormat : name === null ? format : `${name} (${format})`;

const grownTable = (months: readonly Point[]): Table => ({
  file: 'volume-conserve',
  columns: [TEXTS.home.columns.month, ...measureNames()],
  rows: months.map(({ month, whole }) => [month, ...measuresOf(whole)]),
});

const monthTable = (months: readonly Point[]): Table => ({
  file: 'entrees-par-mois',
  columns: [TEXTS.home.columns.month, ...measureNames()],
  rows: months.map((each) => [each.month, ...measuresOf(each)]),
});

const agencyTable = ({ agencies }: Figures): Table => ({
  file: 'par-service-producteur',
  columns: [TEXTS.home.columns.agencyCode, TEXTS.home.columns.agency, ...measureNames()],
  rows: agencies.map((each) => [each.agency, each.name ?? '', ...measuresOf(each)]),
});

const formatTable = ({ formats }: Figures): Table => ({
  file: 'par-format',
  columns: [
    TEXTS.home.columns.puid,
    TEXTS.home.columns.format,
    TEXTS.home.columns.files,
    TEXTS.home.columns.bytes,
  ],
  rows: formats.map(({ format, name, files, bytes }) => [
    format ?? TEXTS.home.unknownFormat,
    name ?? '',
    files,
    bytes,
  ]),
});
