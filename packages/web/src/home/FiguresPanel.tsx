import { Select } from '@codegouvfr/react-dsfr/SelectNext';
import { useState } from 'react';
import type { Figures, Measures } from '../api/types.ts';
import { HOME, monthName, shortMonth } from '../texts/home.ts';
import { ChartPanel, type Table } from './ChartPanel.tsx';
import { type Bar, RankChart, TimeChart } from './Charts.tsx';
import { monthsUntil, type Point, SHOWN_MONTHS } from './series.ts';

type Counted = keyof typeof HOME.measures;
const C = HOME.columns;
const MEASURES = [C.transfers, C.units, C.files, C.physical, C.bytes];
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
        <h2 id="figures">{HOME.figures}</h2>
        <Select
          label={HOME.measure}
          options={Object.entries(HOME.measures).map(([value, label]) => ({ value, label }))}
          nativeSelectProps={{
            value: measure,
            onChange: ({ target }) => setMeasure(target.value as Counted),
          }}
        />
      </div>
      <Totals totals={figures.totals} />
      <div className="charts">
        <ChartPanel title={HOME.grown} table={grownTable(months)}>
          <TimeChart
            title={HOME.grown}
            measure={measure}
            kind="line"
            bars={shown.map(({ month, whole }) => monthBar(month, whole[measure]))}
          />
        </ChartPanel>
        <ChartPanel title={HOME.overTime} table={monthTable(months)}>
          <TimeChart
            title={HOME.overTime}
            measure={measure}
            kind="columns"
            bars={shown.map((each) => monthBar(each.month, each[measure]))}
          />
        </ChartPanel>
        <ChartPanel title={HOME.byAgency} table={agencyTable(figures)}>
          <RankChart
            title={HOME.byAgency}
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
        <ChartPanel title={HOME.byFormat} table={formatTable(figures)}>
          {figures.formats.length === 0 ? (
            <p className="quiet">{HOME.noFiles}</p>
          ) : (
            <RankChart
              title={HOME.byFormat}
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
          {ofFormats !== measure && <p className="quiet small">{HOME.formatsHaveNeither}</p>}
        </ChartPanel>
      </div>
    </section>
  );
}

function Totals({ totals }: { readonly totals: Measures }) {
  const hints = { ...HOME.totalHints, files: HOME.totalHints.files(totals.physical) };
  return (
    <dl className="totals">
      {(['transfers', 'units', 'files', 'bytes'] as const).map((measure) => (
        <div key={measure} className="total">
          <dt>{HOME.totals[measure]}</dt>
          <dd>
            <strong>{HOME.value(measure, totals[measure])}</strong>
            <span className="quiet small">{hints[measure]}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

const monthBar = (month: string, value: number): Bar => ({
  key: month,
  name: monthName(month),
  short: shortMonth(month),
  value,
});

function ranked(bars: readonly Bar[]): readonly Bar[] {
  const sorted = bars.toSorted((one, other) => other.value - one.value);
  if (sorted.length <= SHOWN_BARS) return sorted;
  const rest = sorted.slice(SHOWN_BARS - 1);
  const value = rest.reduce((sum, bar) => sum + bar.value, 0);
  return [...sorted.slice(0, SHOWN_BARS - 1), { key: ' others', name: HOME.others(rest.length), value }];
}

const formatName = ({ format, name }: Figures['formats'][number]) =>
  format === null ? HOME.unknownFormat : name === null ? format : `${name} (${format})`;

const grownTable = (months: readonly Point[]): Table => ({
  file: 'volume-conserve',
  columns: [C.month, ...MEASURES],
  rows: months.map(({ month, whole }) => [month, ...measuresOf(whole)]),
});

const monthTable = (months: readonly Point[]): Table => ({
  file: 'entrees-par-mois',
  columns: [C.month, ...MEASURES],
  rows: months.map((each) => [each.month, ...measuresOf(each)]),
});

const agencyTable = ({ agencies }: Figures): Table => ({
  file: 'par-service-producteur',
  columns: [C.agencyCode, C.agency, ...MEASURES],
  rows: agencies.map((each) => [each.agency, each.name ?? '', ...measuresOf(each)]),
});

const formatTable = ({ formats }: Figures): Table => ({
  file: 'par-format',
  columns: [C.puid, C.format, C.files, C.bytes],
  rows: formats.map(({ format, name, files, bytes }) => [
    format ?? HOME.unknownFormat,
    name ?? '',
    files,
    bytes,
  ]),
});
