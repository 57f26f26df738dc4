export { countAgreeing } from './output';
export { setReference } from './reference';
export { chooseViews, improve, rateHypotheses, seed, setDepthRange } from './search';
export { setSource, setSources, sourceTable } from './sources';
