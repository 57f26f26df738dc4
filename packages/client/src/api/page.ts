import type { PageInfo } from '@tiepoint/protocol';

/**
 * A page of a list, and the cursor of the next page, if any.
 *
 * @example
 * ```ts
 * let page = await client.listProjects();
 * while (page.nextCursor) page = await client.listProjects({ after: page.nextCursor });
 * console.log(`The oldest of ${page.totalCount} projects: ${page.items.at(-1)?.name}`);
 * ```
 */
export interface Page<Item> {
  items: Item[];
  /** Total number of items. */
  totalCount: number;
  nextCursor?: string;
}

/** A Relay connection as sent by the server. */
export interface WireConnection<Item> {
  totalCount: number;
  pageInfo: Pick<PageInfo, 'hasNextPage' | 'endCursor'>;
  edges: Array<{ node: Item }>;
}

/** The selection of a Relay connection around the fields of its nodes. */
export function connectionFields(nodeFields: string): string {
  return `{ totalCount pageInfo { hasNextPage endCursor } edges { node { ${nodeFields} } } }`;
}

/** Turns a Relay connection into a page. */
export function readPage<Item>({ totalCount, pageInfo, edges }: WireConnection<Item>): Page<Item> {
  const nextCursor = (pageInfo.hasNextPage && pageInfo.endCursor) || undefined;
  return { items: edges.map((edge) => edge.node), totalCount, nextCursor };
}

/**
 * Iterates over the items of all pages.
 *
 * @example
 * ```ts
 * import { eachItem } from '@tiepoint/client';
 *
 * for await (const project of eachItem((after) => client.listProjects({ search: 'roof', after }))) {
 *   console.log(project.name, project.numImage);
 * }
 * ```
 */
export async function* eachItem<Item>(
  fetchPage: (after: string | undefined) => Promise<Page<Item>>,
): AsyncGenerator<Item, void> {
  let after: string | undefined;
  do {
    const page = await fetchPage(after);
    yield* page.items;
    after = page.nextCursor;
  } while (after !== undefined);
}
