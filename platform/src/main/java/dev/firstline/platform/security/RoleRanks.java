package dev.firstline.platform.security;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Gives an identity the roles that the configuration grants to its subject, and those that its own ones include, so that a method
 * names only the least role that it wants.
 */
@Singleton
public class RoleRanks implements SecurityIdentityAugmentor {

    private static final List<String> RANKS = List.of(Roles.VIEWER, Roles.RESPONDER, Roles.APPROVER, Roles.ADMIN);

    private final Subjects subjects;

    public RoleRanks(Subjects subjects) {
        this.subjects = subjects;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        Set<String> roles = new HashSet<>(identity.getRoles());
        if (identity.getPrincipal() instanceof JsonWebToken token) roles.addAll(subjects.roles(token.getSubject()));
        int highest = -1;
        for (String role : roles) highest = Math.max(highest, RANKS.indexOf(role));
        if (highest > 0) roles.addAll(RANKS.subList(0, highest));
        if (roles.equals(identity.getRoles())) return Uni.createFrom().item(identity);
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder(identity).addRoles(roles).build());
    }
}
