import type { Api } from '@tiepoint/client';
import { createContext, type ReactNode, useContext } from 'react';

const ApiContext = createContext<Api | null>(null);

/** Provides the API to the components below. */
export function ApiProvider({ api, children }: { api: Api; children: ReactNode }) {
  return <ApiContext value={api}>{children}</ApiContext>;
}

/** The API as the signed-in user. */
export function useApi(): Api {
  const api = useContext(ApiContext);
  if (!api) throw new Error('useApi is called outside of ApiProvider.');
  return api;
}
