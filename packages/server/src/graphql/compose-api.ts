import type { Parts } from '../parts.ts';
import { accountsApi } from './accounts/accounts-api.ts';
import type { ApiModule, Loaders } from './api-module.ts';
import { controlPointsApi } from './control-points/control-points-api.ts';
import { eventsApi } from './events/events-api.ts';
import type { Resolvers } from './generated.ts';
import { imagesApi } from './images/images-api.ts';
import { metaFilesApi } from './meta-files/meta-files-api.ts';
import { modelsApi } from './models/models-api.ts';
import { projectsApi } from './projects/projects-api.ts';
import { reconstructionApi } from './reconstruction/reconstruction-api.ts';
import { reportsApi } from './reports/reports-api.ts';
import { supportApi } from './support/support-api.ts';
import { webhooksApi } from './webhooks/webhooks-api.ts';

/** The whole API, a module for each capability. */
const modules: readonly ((parts: Parts) => ApiModule)[] = [
  accountsApi,
  controlPointsApi,
  eventsApi,
  imagesApi,
  metaFilesApi,
  modelsApi,
  projectsApi,
  reconstructionApi,
  reportsApi,
  supportApi,
  webhooksApi,
];

/** Makes one API of all modules. Throws where two of them answer the same field. */
export function composeApi(parts: Parts): Required<ApiModule> {
  const opened = modules.map((open) => open(parts));
  return {
    resolvers: merge(opened.map(({ resolvers }) => resolvers)),
    loaders: merge(opened.flatMap(({ loaders }) => loaders ?? [])),
  };
}

/** Fields by their types, of all modules together. */
function merge<Types extends Resolvers | Loaders>(ofModules: readonly Types[]): Types {
  const merged: Record<string, Record<string, unknown>> = {};
  for (const [type, fields] of ofModules.flatMap((types) => Object.entries(types))) {
    merged[type] ??= {};
    for (const [name, answer] of Object.entries(fields)) {
      if (name in merged[type]) throw new Error(`Two modules answer ${type}.${name}.`);
      merged[type][name] = answer;
    }
  }
  return merged as Types;
}
