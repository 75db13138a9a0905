package dev.firstline.platform.rpc;

import dev.firstline.platform.security.CallerAddresses;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.quarkus.security.spi.runtime.AuthenticationFailureEvent;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes changes whose bearer token isn't valid (malformed, expired, signed by somebody else) into the audit log. HTTP refuses them
 * before there is a gRPC call or a body, so the line has no subject; and since nothing that such a token says can be believed, its
 * caller is anonymous.
 *
 * @see <a href="https://quarkus.io/guides/security-customization#observe-security-events">Quarkus: observe security events</a>
 */
@Singleton
class RefusedTokens {

    private static final String ANSWER = Status.Code.UNAUTHENTICATED + ": the bearer token is not valid";

    private final RefusedCalls refused;
    private final CallerAddresses addresses;
    private final Map<String, String> changes = new HashMap<>();

    RefusedTokens(@Any Instance<BindableService> services, RefusedCalls refused, CallerAddresses addresses) {
        this.refused = refused;
        this.addresses = addresses;
        for (BindableService service : services) {
            for (MethodDescriptor<?, ?> method :
                    service.bindService().getServiceDescriptor().getMethods()) {
                if (AuditedMethods.isChange(method)) {
                    changes.put("/" + method.getFullMethodName(), method.getBareMethodName());
                }
            }
        }
    }

    void refused(@Observes AuthenticationFailureEvent event) {
        Object routing = event.getEventProperties().get(RoutingContext.class.getName());
        if (!(routing instanceof RoutingContext context)) return;
        HttpServerRequest request = context.request();
        String method = changes.get(request.path());
        if (method == null) return;
        refused.write(new AuditLog.Line("anonymous", method, "", addresses.of(request), ANSWER));
    }
}
