import { labelled } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { scaleOf } from './series.ts';

export interface Bar {
  readonly key: string;
  readonly name: string;
  readonly value: number;
  /** Under the axis. */
  readonly short?: string;
}

const WIDE = 640;
const HIGH = 220;
const LEFT = 64;
const BOTTOM = 28;
const TOP = 12;

interface Drawn {
  /** What is seen, for those who do not see it. */
  readonly title: string;
  readonly measure: string;
  readonly bars: readonly Bar[];
}

/** Values over time: columns for what came, a filled line for what is there. */
export function TimeChart({ title, measure, bars, kind }: Drawn & { readonly kind: 'columns' | 'line' }) {
  const end = scaleOf(bars.map(({ value }) => value));
  const slot = (WIDE - LEFT) / bars.length;
  const x = (at: number) => LEFT + slot * (at + 0.5);
  const y = (value: number) => TOP + (HIGH - TOP - BOTTOM) * (1 - value / end);
  const told = Math.ceil(bars.length / 8);
  const width = Math.min(slot * 0.7, 48);
  const line = bars.map(({ value }, at) => `${x(at)},${y(value)}`).join(' ');
  return (
    <svg className="chart" viewBox={`0 0 ${WIDE} ${HIGH}`} role="img" aria-label={title}>
      {[0, end / 2, end].map((value) => (
        <g key={value}>
          <line className="chart-rule" x1={LEFT} x2={WIDE} y1={y(value)} y2={y(value)} />
          {Number.isInteger(value) && (
            <text x={LEFT - 8} y={y(value) + 4} textAnchor="end">
              {TEXTS.home.value(measure, value)}
            </text>
          )}
        </g>
      ))}
      {kind === 'line' && (
        <>
          <polygon className="chart-area" points={`${x(0)},${y(0)} ${line} ${x(bars.length - 1)},${y(0)}`} />
          <polyline className="chart-line" points={line} />
        </>
      )}
      {bars.map(({ key, name, short, value }, at) => (
        <g key={key}>
          {kind === 'columns' ? (
            <rect
              className="chart-bar"
              x={x(at) - width / 2}
              y={y(value)}
              width={width}
              height={y(0) - y(value)}
              rx={2}
            >
              <title>{labelled(name, TEXTS.home.value(measure, value))}</title>
            </rect>
          ) : (
            <circle className="chart-dot" cx={x(at)} cy={y(value)} r={bars.length > 12 ? 2.5 : 4}>
              <title>{labelled(name, TEXTS.home.value(measure, value))}</title>
            </circle>
          )}
          {(bars.length - 1 - at) % told === 0 && (
            <text x={x(at)} y={HIGH - 8} textAnchor="middle">
              {short}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}

/** Values side by side, the greatest first, in the text's own size whatever the width. */
export function RankChart({ title, measure, bars }: Drawn) {
  const most = Math.max(...bars.map(({ value }) => value), 1);
  return (
    <ol className="rank" aria-label={title}>
      {bars.map(({ key, name, value }) => (
        <li key={key}>
          <span className="rank-name">{name}</span>
          <span className="rank-value">{TEXTS.home.value(measure, value)}</span>
          <svg className="rank-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            <rect className="rank-track" width={100} height={8} />
            <rect className="chart-bar" width={(100 * value) / most} height={8} />
          </svg>
        </li>
      ))}
    </ol>
  );
}
