import { again, type Failures, final } from './failure.ts'

/** Of this machine, its files, and what is typed. */
export const machineFailures = {
  AddressInvalid: final(
    400,
    'Choose an address of this machine and a free port, with --admin HOST:PORT, --listen HOST:PORT or --port N.',
  ),
  StateInUse: again(
    503,
    'Stop whoever uses the folder, or choose another one; two Pods may never have one volume.',
  ),
  StateCorrupt: final(
    500,
    'Restore the folder from a copy, give up what is named, or begin anew in another folder.',
  ),
  StateTooNew: final(
    500,
    'Use the newer version of Contender that has written it, or begin anew in another folder.',
  ),
  StateUnwritable: final(
    500,
    'Make room, look after the disk or name another folder, and start again: until then nothing more is written.',
  ),
  ManifestRefused: final(422, 'Correct the named files; of experiments contender lint says more.'),
  UsageInvalid: final(400, 'Try contender --help.'),
} satisfies Failures
