import { z } from 'zod';

const data = z.record(z.string(), z.unknown());

/**
 * What would stand in an environment's file. It is decoded as one only once a scenario's changes are laid over it. By its
 * id the JSON Schema of scenarios has an environment's own schema in its place.
 */
export const environmentData = data.meta({ id: 'environment' });

/** What differs from an environment, as `mergeData` lays it over that. The same holds for its JSON Schema. */
export const environmentChanges = data.meta({ id: 'changes' });
