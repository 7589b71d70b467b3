import { useQuery } from '@tanstack/react-query';
import { Facts } from '../parts/Facts.tsx';
import { Loading } from '../parts/Loading.tsx';
import { bytes, dateAndTime } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { beginningOf } from './beginning.ts';
import { type Mail, readMail, wordsOfPage } from './mail.ts';

const MOST_BYTES = 5_000_000;

/** A mail: its headers, its text, and what is attached, by name. Nothing of it is drawn as a page. */
export function MailPreview({
  address,
  name,
  size,
}: {
  readonly address: string;
  readonly name: string;
  readonly size: number;
}) {
  const { data, error } = useQuery({
    queryKey: ['mail', address],
    queryFn: async () => readMail(await beginningOf(address, MOST_BYTES)),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (error) return <p role="alert">{TEXTS.object.failedPreview}</p>;
  if (data === undefined) return <Loading />;
  return (
    <div className="preview">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard */}
      <section tabIndex={0} aria-label={TEXTS.object.previewOf(name)} className="preview-text preview-mail">
        <Facts
          facts={[
            [TEXTS.object.mail.from, data.from],
            [TEXTS.object.mail.to, data.to],
            [TEXTS.object.mail.cc, data.cc],
            [TEXTS.object.mail.date, dateAndTime(data.date)],
            [TEXTS.object.mail.subject, data.subject],
          ]}
        />
        <pre>{data.text ?? textOfPage(data.html ?? '')}</pre>
        <Attachments mail={data} />
      </section>
      {size > MOST_BYTES && <p className="preview-note quiet small">{TEXTS.object.cut(MOST_BYTES, size)}</p>}
    </div>
  );
}

function Attachments({ mail: { attachments } }: { readonly mail: Mail }) {
  if (attachments.length === 0) return null;
  return (
    <>
      <p className="fr-mb-1v">
        <strong>{TEXTS.object.mail.attached(attachments.length)}</strong>
      </p>
      <ul>
        {attachments.slice(0, 100).map((each, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may have the same name
          <li key={at}>{`${each.name ?? TEXTS.object.unnamed} (${bytes(each.size)})`}</li>
        ))}
      </ul>
    </>
  );
}

/** Entities become letters; there is no element left to be made. */
function textOfPage(html: string): string {
  const page = new DOMParser().parseFromString(wordsOfPage(html), 'text/html');
  return (page.body.textContent ?? '').replace(/\s*\n\s*\n\s*/g, '\n\n').trim();
}
