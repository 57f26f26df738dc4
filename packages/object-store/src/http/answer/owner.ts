/** All belongs to the store's operator; clients expect some owner. */
export const OWNER = { ID: 'tiepoint', DisplayName: 'tiepoint' } as const;
