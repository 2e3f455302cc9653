import { Modal, Typography } from "antd";

type InitialPasswordProps = {
  title: string;
  account: string;
  /** Absent: the account signs in through Microsoft Entra ID. */
  password: string | undefined;
  next: string;
  onClose: () => void;
};

/** A first password, shown this once: closing takes a deliberate click. */
export function InitialPassword({ title, account, password, next, onClose }: InitialPasswordProps) {
  return (
    <Modal
      open
      title={title}
      okText="我已记下"
      cancelButtonProps={{ style: { display: "none" } }}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      onOk={onClose}
    >
      {password === undefined ? (
        <p>此账号通过统一身份认证登录，没有本地口令。</p>
      ) : (
        <div className="sf-stack">
          <p>
            账号 <code>{account}</code> 的初始口令：
          </p>
          <Typography.Text copyable code style={{ fontSize: "1.2em" }}>
            {password}
          </Typography.Text>
          <p>
            <b>只显示这一次。</b>请当面或用密封方式交给本人，首次登录时必须修改。
          </p>
        </div>
      )}
      <p className="sf-muted">{next}</p>
    </Modal>
  );
}
