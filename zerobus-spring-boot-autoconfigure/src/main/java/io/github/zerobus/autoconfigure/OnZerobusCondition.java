package io.github.zerobus.autoconfigure;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches if a connection is configured, even in part: an incomplete configuration must fail and not be ignored. */
final class OnZerobusCondition extends AnyNestedCondition {

    OnZerobusCondition() {
        super(ConfigurationPhase.REGISTER_BEAN);
    }

    @Conditional(OnConnectionPropertiesCondition.class)
    static class ByProperties {}

    @ConditionalOnBean(ZerobusConnectionDetails.class)
    static class ByConnectionDetails {}

    static final class OnConnectionPropertiesCondition extends SpringBootCondition {

        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
            ConditionMessage.Builder message = ConditionMessage.forCondition("Zerobus connection properties");
            return ConnectionProperties.anySet(context.getEnvironment())
                    ? ConditionOutcome.match(message.because("one is set"))
                    : ConditionOutcome.noMatch(
                            message.didNotFind("zerobus.endpoint").atAll());
        }
    }
}
