export { countConsistent } from './output';
export { setReference } from './reference';
export { selectViews, propagate, evaluateHypotheses, seed, setDepthRange } from './search';
export { setSource, setSources, sourceTable } from './sources';
