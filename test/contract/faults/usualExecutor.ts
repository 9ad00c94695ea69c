// The executor as it is, which tells what it holds.
import './tellHolding.ts';
import '../../../src/engine/executor/main.ts';
