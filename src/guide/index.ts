/** The training guide made of the rules' own pages. */
export { buildGuide, type GuideEntry, type GuideOptions } from './build-guide.ts';
