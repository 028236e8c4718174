# Build an image, push it, hold its scan against the gate and leave its digest in $OUT. What does not pass is taken away.
set -euo pipefail

of_image() { aws ecr "$@" --repository-name "$REPOSITORY"; }
digest() { of_image describe-images --image-ids "imageTag=$1" --query 'imageDetails[0].imageDigest' --output text; }
scan() { of_image describe-image-scan-findings --image-id "imageDigest=$DIGEST" --output text "$@"; }
refuse() {
    echo "refused: $*" >&2
    if [ -n "${PUSHED:-}" ]; then
        of_image batch-delete-image --image-ids "imageDigest=$DIGEST" >/dev/null
        echo "the image was taken away again" >&2
    fi
    exit 1
}

for registry in $REGISTRIES; do
    aws ecr get-login-password | docker login --username AWS --password-stdin "$registry"
done

# Tags are immutable: an image of this very context that is there already is the one.
if ! DIGEST=$(digest "$TAG" 2>/dev/null); then
    arguments=()
    while IFS= read -r argument; do
        [ -z "$argument" ] || arguments+=(--build-arg "$argument")
    done <<<"$ARGUMENTS"
    docker build --file "$DOCKERFILE" "${arguments[@]}" --tag "$IMAGE:$TAG" .
    docker push "$IMAGE:$TAG"
    DIGEST=$(digest "$TAG")
    PUSHED=yes
fi

# Enhanced scanning goes on for ever and says ACTIVE; basic scanning ends with COMPLETE.
for ((look = 0; look < LOOKS; look++)); do
    status=$(scan --no-paginate --query imageScanStatus.status 2>/dev/null || echo PENDING)
    case $status in
        COMPLETE | ACTIVE) break ;;
        PENDING | IN_PROGRESS) sleep "$PAUSE" ;;
        *) refuse "the scan ended as $status" ;;
    esac
done
[[ $status == COMPLETE || $status == ACTIVE ]] || refuse "the scan did not end"
all=$(scan --query "$FINDINGS") || refuse "the scan's findings cannot be read"
found=$(tr '\t' '\n' <<<"$all" | sort -u | grep -vxF -e None -e '' | grep -vxFf <(printf '%s\n' $ACCEPTED) || true)
[ -z "$found" ] || refuse "of severity $GATE or worse: ${found//$'\n'/, }"

# A second tag, as immutable as the first, says so to whoever deploys the digest.
if [ "$(digest "$PASSED$TAG" 2>/dev/null)" != "$DIGEST" ]; then
    manifest=$(of_image batch-get-image --image-ids "imageDigest=$DIGEST" --query 'images[0].imageManifest' --output text)
    of_image put-image --image-manifest "$manifest" --image-digest "$DIGEST" --image-tag "$PASSED$TAG" >/dev/null
fi
echo "$DIGEST" >"$OUT"
echo "digest: $DIGEST"
