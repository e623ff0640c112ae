import type { Clock } from '../reconciler/clock.ts'
import { createFileOrigin } from './file.ts'
import type { Origin } from './origin.ts'
import { createPolicy } from './policy.ts'
import { createS3Origin } from './s3.ts'
import { type Named, readSecret } from './secret-files.ts'
import type { OriginSettings } from './settings.ts'
import { type Place, placeOf } from './uri.ts'
import { createWebOrigin } from './web.ts'
import { createWire, type WirePorts } from './wire.ts'

export type PlacePorts = {
  readonly clock: Clock
  readonly environment: Named
  readonly lookup: WirePorts['lookup']
}

export type Found = { readonly place: Place; readonly origin: Origin }

/** The origin of a URI, if it is sound and its scheme is allowed. Whether its host is shows on the way. */
export function createPlaces(settings: OriginSettings, ports: PlacePorts): (uri: string) => Found {
  const { limits, secret: mounted } = settings
  const { clock, environment, lookup } = ports
  const policy = createPolicy(settings.policy)
  const send = createWire({ policy, limits, clock, lookup })
  const secret = async () => (mounted === undefined ? {} : readSecret(mounted.folder))
  const { wall } = clock

  function originOf(place: Place): Origin {
    switch (place.scheme) {
      case 'file':
        return createFileOrigin(place, { folders: policy.folders, limits, clock })
      case 's3':
        return createS3Origin(place, { send, secret, environment, wall })
      default:
        return createWebOrigin(place, { send, secret, secretHost: mounted?.host, wall })
    }
  }

  return (uri) => {
    const place = placeOf(uri)
    policy.admitScheme(place)
    return { place, origin: originOf(place) }
  }
}
