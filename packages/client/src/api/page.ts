import type { PageInfo } from '@tiepoint/protocol';

/**
 * A page of something, and the cursor of the next page where there is one.
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
  /** Items on all pages. */
  totalCount: number;
  nextCursor?: string;
}

/** A relay connection as it comes over the wire. */
export interface WireConnection<Item> {
  totalCount: number;
  pageInfo: Pick<PageInfo, 'hasNextPage' | 'endCursor'>;
  edges: Array<{ node: Item }>;
}

/** The fields of a relay connection to ask for, around the fields of its nodes. */
export function connectionFields(nodeFields: string): string {
  return `{ totalCount pageInfo { hasNextPage endCursor } edges { node { ${nodeFields} } } }`;
}

/** Turns a relay connection into a page. */
export function readPage<Item>({ totalCount, pageInfo, edges }: WireConnection<Item>): Page<Item> {
  const nextCursor = (pageInfo.hasNextPage && pageInfo.endCursor) || undefined;
  return { items: edges.map((edge) => edge.node), totalCount, nextCursor };
}

/**
 * Walks all pages, item by item.
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
