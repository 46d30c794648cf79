package io.github.zerobus.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches if no property configures a connection. */
final class OnNoConnectionPropertiesCondition extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("Zerobus connection properties");
        return ConnectionProperties.anySet(context.getEnvironment())
                ? ConditionOutcome.noMatch(message.foundExactly("zerobus.endpoint, .workspace-url or .oauth"))
                : ConditionOutcome.match(message.because("none is set"));
    }
}
