package io.github.zerobus.autoconfigure.diagnostics;

import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.auth.TokenProvider;
import io.github.zerobus.autoconfigure.ConnectionProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Service principal that a grant is for. Shown only in the analysis of a failed start; health and endpoints never show
 * a client id.
 *
 * @param applicationId null if the properties do not define it
 */
record Principal(@Nullable String applicationId) {

    /** Returns the client id of the properties, unless beans of the application replace them. */
    static Principal of(Environment environment, @Nullable BeanFactory beans) {
        String id = Binder.get(environment)
                .bind("zerobus.oauth.client-id", String.class)
                .orElse("");
        return new Principal(StringUtils.hasText(id) && isFromProperties(beans) ? id : null);
    }

    private static boolean isFromProperties(@Nullable BeanFactory beans) {
        return beans instanceof ListableBeanFactory listable
                && ConnectionProperties.areUsed(listable)
                && !hasBean(listable, HeadersProvider.class)
                && !hasBean(listable, TokenProvider.class);
    }

    private static boolean hasBean(ListableBeanFactory beans, Class<?> type) {
        return beans.getBeanNamesForType(type, true, false).length > 0;
    }

    boolean isKnown() {
        return applicationId != null;
    }

    /** Returns the name as SQL requires it. */
    String quoted() {
        return SqlName.quoted(applicationId == null ? "<application id>" : applicationId);
    }
}
