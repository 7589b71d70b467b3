import { Link, useLocation } from '@tanstack/react-router';
import { labelled } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { percentOf, useUpload } from '../transfers/upload.ts';

/** What is being sent, on every page but that of the deposit, which shows it itself. */
export function UploadStrip() {
  const upload = useUpload();
  const { pathname } = useLocation();
  if (upload.state === 'none' || pathname === `/coffres/${upload.tenant}/deposer`) return null;
  const params = { tenant: String(upload.tenant) };
  return (
    <div className="upload-strip">
      <div className="frame">
        {upload.state === 'sending' && (
          <>
            <span>
              {upload.isWaiting
                ? TEXTS.deposit.waiting
                : TEXTS.deposit.underway(upload.fileName, percentOf(upload))}
            </span>
            <progress
              max={100}
              value={percentOf(upload)}
              aria-label={TEXTS.deposit.sending(upload.fileName)}
            />
          </>
        )}
        {upload.state === 'failed' && (
          <span role="alert">{labelled(TEXTS.deposit.failed, upload.error.message)}</span>
        )}
        {upload.state === 'done' && <span role="status">{TEXTS.deposit.ready(upload.fileName)}</span>}
        {upload.state === 'done' ? (
          <Link to="/coffres/$tenant/versements/$id" params={{ ...params, id: upload.id }}>
            {TEXTS.deposit.follow}
          </Link>
        ) : (
          <Link to="/coffres/$tenant/deposer" params={params}>
            {TEXTS.deposit.title}
          </Link>
        )}
      </div>
    </div>
  );
}
