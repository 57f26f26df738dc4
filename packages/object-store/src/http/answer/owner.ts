/** Everything belongs to the operator; clients expect an owner. */
export const OWNER = { ID: 'tiepoint', DisplayName: 'tiepoint' } as const;
