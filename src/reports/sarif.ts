export function* renderSarif(): Iterable<string> {}
