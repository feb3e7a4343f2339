/** Bounds met deep inside values, where no place is known: how often, in the present analysis. */
export const limitsMet = { alternatives: 0, 'large-structures': 0 };

export function resetLimits(): void {
  limitsMet.alternatives = 0;
  limitsMet['large-structures'] = 0;
}
