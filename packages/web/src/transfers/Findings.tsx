import { Recorded } from '../parts/Recorded.tsx';
import { TEXTS, useLanguage } from '../texts/index.ts';
import { Elements } from './Elements.tsx';
import type { Finding } from './findings.ts';

/** Each refusal and warning: what is wrong, what to do, and the control's own words. */
export function Findings({
  findings,
  title,
  reply,
}: {
  readonly findings: readonly Finding[];
  readonly title: string;
  /** Address of the transfer's reply; undefined while there is none. */
  readonly reply: string | undefined;
}) {
  if (findings.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="findings">
      <h2 id="findings">{title}</h2>
      <ul className="findings">
        {findings.map((finding) => (
          <li
            key={`${finding.key} ${finding.code}`}
            className={`finding of-${finding.outcome === 'WARNING' ? 'warning' : 'fault'}`}
          >
            <FindingText finding={finding} reply={reply} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function FindingText({ finding, reply }: { readonly finding: Finding; readonly reply: string | undefined }) {
  const advice = finding.advice?.[useLanguage()];
  const elements = TEXTS.transfer.elements(finding.elements);
  const looksAtEach = Object.values(finding.elements).reduce((sum, each) => sum + each, 0) > 1;
  return (
    <>
      <h3>{advice?.cause ?? finding.label}</h3>
      {looksAtEach && (
        <p className="quiet small">
          <Recorded words={finding.label} />
          {`${TEXTS.forms.colon}${elements}.`}
        </p>
      )}
      {reply !== undefined && finding.isOfElements && <Elements reply={reply} action={finding.key} />}
      {advice && (
        <>
          <h4>{TEXTS.transfer.remedy}</h4>
          <p>{advice.remedy}</p>
        </>
      )}
      {finding.said.length > 0 && (
        <>
          <h4>{TEXTS.transfer.said}</h4>
          <p className="said">{finding.said.join('\n')}</p>
        </>
      )}
      <p className="code">
        {`${TEXTS.transfer.code} `}
        <span className="identifier">{finding.code}</span>
      </p>
    </>
  );
}
