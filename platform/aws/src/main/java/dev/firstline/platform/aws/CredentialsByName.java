package dev.firstline.platform.aws;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What the SDK's chain of credentials looks for by name: a role that is taken by web identity (a pod's), or out of a profile. */
@RegisterForReflection(
        classNames = {
            "software.amazon.awssdk.services.sts.internal.StsWebIdentityCredentialsProviderFactory",
            "software.amazon.awssdk.services.sts.internal.StsProfileCredentialsProviderFactory"
        })
final class CredentialsByName {

    private CredentialsByName() {}
}
