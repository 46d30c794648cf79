package io.github.zerobus.autoconfigure.diagnostics;

import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.auth.TokenProvider;
import io.github.zerobus.autoconfigure.ConnectionProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Whom a grant is for. For the analysis of a start that failed only: health and endpoints show no client id.
 *
 * @param applicationId null if the properties do not tell
 */
record Principal(@Nullable String applicationId) {

    /** The client id of the properties, unless beans of the application take the place of them. */
    static Principal of(Environment environment, @Nullable BeanFactory beans) {
        String id = environment.getProperty("zerobus.oauth.client-id");
        return new Principal(StringUtils.hasText(id) && byProperties(beans) ? id : null);
    }

    private static boolean byProperties(@Nullable BeanFactory beans) {
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

    /** As SQL wants it. */
    String quoted() {
        return SqlName.quoted(applicationId == null ? "<application id>" : applicationId);
    }
}
