import { Alert } from '@codegouvfr/react-dsfr/Alert';
import { Button } from '@codegouvfr/react-dsfr/Button';
import { ApiError } from '../api/client.ts';
import { TEXTS } from '../texts/index.ts';

/** What went wrong, in words; `retry` asks again, which helps against a failure and not against a refusal. */
export function Failure({
  error,
  title = TEXTS.errors.title,
  retry,
}: {
  readonly error: unknown;
  readonly title?: string;
  readonly retry?: () => void;
}) {
  const words = error instanceof ApiError ? error.message : TEXTS.errors.failed;
  const reference = error instanceof ApiError && error.status >= 500 ? error.reference : undefined;
  return (
    <div>
      <Alert
        as="h2"
        severity="error"
        title={title}
        description={reference === undefined ? words : `${words} ${TEXTS.errors.reference(reference)}`}
      />
      {retry !== undefined && !isRefusal(error) && (
        <p className="fr-mt-2w">
          <Button priority="secondary" onClick={retry}>
            {TEXTS.retry}
          </Button>
        </p>
      )}
    </div>
  );
}

function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500;
}
