/** What `Accept` may ask for, beside plain JSON. */

export const table = 'application/json;as=Table;v=v1;g=meta.k8s.io'
export const metadataOnly = 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io'
export const metadataList = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io'
