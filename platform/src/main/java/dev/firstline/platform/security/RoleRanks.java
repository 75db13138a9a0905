package dev.firstline.platform.security;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Gives an identity the roles that its own ones include, so that a method names only the least role that it wants. */
@Singleton
public class RoleRanks implements SecurityIdentityAugmentor {

    private static final List<String> RANKS = List.of(Roles.VIEWER, Roles.RESPONDER, Roles.APPROVER, Roles.ADMIN);

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        int highest = -1;
        for (String role : identity.getRoles()) highest = Math.max(highest, RANKS.indexOf(role));
        if (highest <= 0) return Uni.createFrom().item(identity);
        QuarkusSecurityIdentity.Builder ranked = QuarkusSecurityIdentity.builder(identity);
        RANKS.subList(0, highest).forEach(ranked::addRole);
        return Uni.createFrom().item(ranked.build());
    }
}
