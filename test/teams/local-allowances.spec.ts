import { createLocalAllowances } from '../../src/teams/local-allowances.ts';
import { allowanceContract } from '../contract/allowance-contract.ts';
import { fakeClock } from '../support/fakes.ts';

allowanceContract('kept in memory', async () => {
  const clock = fakeClock();
  const allowances = createLocalAllowances(clock);
  return { instances: [allowances], advance: clock.advance, close: async () => {} };
});
