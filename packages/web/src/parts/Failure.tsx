import { Alert } from '@codegouvfr/react-dsfr/Alert';
import { Button } from '@codegouvfr/react-dsfr/Button';
import { ApiError } from '../api/client.ts';
import { TEXTS } from '../texts/index.ts';
import { Recorded } from './Recorded.tsx';

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
  const answer = error instanceof ApiError ? error : undefined;
  const reference = answer !== undefined && answer.status >= 500 ? answer.reference : undefined;
  return (
    <div>
      <Alert
        as="h2"
        severity="error"
        title={title}
        description={
          <>
            {answer?.message ?? TEXTS.errors.failed}
            {reference !== undefined && ` ${TEXTS.errors.reference(reference)}`}
            {answer?.recorded !== undefined && (
              <>
                {' '}
                <Recorded words={answer.recorded} />
              </>
            )}
          </>
        }
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
