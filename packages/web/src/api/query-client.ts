import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from './client.ts';
import { sessionQuery } from './queries.ts';

/** @param onSignedOut the session has ended on the server */
export function makeQueryClient(onSignedOut: () => void): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError(error, query) {
        const isSession = query.queryKey[0] === sessionQuery.queryKey[0];
        if (!(error instanceof ApiError && error.status === 401) || isSession) return;
        client.removeQueries({ queryKey: sessionQuery.queryKey });
        onSignedOut();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        refetchOnWindowFocus: false,
        // What was refused stays refused; a service that starts again answers soon.
        retry: (failures, error) => failures < 3 && error instanceof ApiError && isPassing(error.status),
      },
    },
  });
  return client;
}

const isPassing = (status: number) => status === 0 || status >= 500;
