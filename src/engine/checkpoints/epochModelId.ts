/** The id of the model that an epoch of a run is. */
export const epochModelId = (runId: string, epoch: number): string => `${runId}-${epoch}`
