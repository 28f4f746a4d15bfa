-- Subscriptions that were stopped, by the day of their last message: they are dropped some days later.
CREATE INDEX subscription_stopped ON subscription (planned) WHERE resting = 'stopped';
