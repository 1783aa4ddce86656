import { ServiceError } from '../errors.ts';
import type { Directory } from '../workflow/ports.ts';

export function createDirectory(): Directory {
  return {
    memberOf: async () => {
      throw new ServiceError('directoryUnavailable', undefined, { retryable: true });
    },
    addressesOf: async () => {
      throw new ServiceError('directoryUnavailable', undefined, { retryable: true });
    },
    groupName: async () => undefined,
  };
}
