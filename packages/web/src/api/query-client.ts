import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from './client.ts';
import { sessionQuery } from './queries.ts';

/** Code of the API for a call without a session. */
const SIGN_IN_REQUIRED = '000701';

/** @param onSignedOut the session has ended on the server */
export function makeQueryClient(onSignedOut: () => void): QueryClient {
  const isSignedOut = (error: Error) => error instanceof ApiError && error.code === SIGN_IN_REQUIRED;
  return new QueryClient({
    queryCache: new QueryCache({
      // Whoever asks for the session itself deals with its absence.
      onError: (error, query) => {
        if (isSignedOut(error) && query.queryKey[0] !== sessionQuery.queryKey[0]) onSignedOut();
      },
    }),
    mutationCache: new MutationCache({ onError: (error) => void (isSignedOut(error) && onSignedOut()) }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        refetchOnWindowFocus: false,
        // What was refused stays refused; a service that starts again answers soon.
        retry: (failures, error) => failures < 3 && error instanceof ApiError && isPassing(error.status),
      },
    },
  });
}

const isPassing = (status: number) => status === 0 || status >= 500;
