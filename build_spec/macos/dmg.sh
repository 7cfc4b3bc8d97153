#!/bin/sh
# How does the app become a disk image? dmg.sh dist/Specimen.app dist/Specimen-<version>.dmg
#
# SPECIMEN_SIGN_AS         the name of a "Developer ID Application" certificate in the keychain
# SPECIMEN_NOTARY_PROFILE  what `xcrun notarytool store-credentials` was told to call the account
# Where one is not set, that step is left out, and it is said what follows.
set -eu

app=$1
image=$2
here=$(cd "$(dirname "$0")" && pwd)

if [ -n "${SPECIMEN_SIGN_AS:-}" ]; then
    codesign --force --deep --timestamp --options runtime --entitlements "$here/entitlements.plist" \
        --sign "$SPECIMEN_SIGN_AS" "$app"
else
    echo 'Not signed, for SPECIMEN_SIGN_AS names no certificate: a Mac asks before it starts the app.'
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R "$app" "$folder"
ln -s /Applications "$folder/Applications"
for told in bill-of-materials.json licences; do  # the bundle's folder beside the app has them
    if [ -e "$(dirname "$app")/specimen/$told" ]; then
        cp -R "$(dirname "$app")/specimen/$told" "$folder"
    fi
done
hdiutil create -volname Specimen -srcfolder "$folder" -format UDZO -ov "$image"

if [ -z "${SPECIMEN_SIGN_AS:-}" ] || [ -z "${SPECIMEN_NOTARY_PROFILE:-}" ]; then
    echo 'Not notarised, for that needs SPECIMEN_SIGN_AS and SPECIMEN_NOTARY_PROFILE: Macs warn of the image.'
    exit 0
fi
codesign --force --timestamp --sign "$SPECIMEN_SIGN_AS" "$image"
xcrun notarytool submit "$image" --keychain-profile "$SPECIMEN_NOTARY_PROFILE" --wait
xcrun stapler staple "$image"
